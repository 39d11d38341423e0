"""Problems and the measures that answer them, where the measures are fewer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reading import checked

HEAD = "梅岭县供销合作社2022年度部门整体支出绩效自评报告\n一、部门概况\n本社负责全县农资供应。\n"


def unanswered(problems: Sequence[str], measures: Sequence[str]) -> list[str]:
    """The words of the problems that PRB-02 says have no measure."""
    listed = (
        "".join(f"{n}.{words}\n" for n, words in enumerate(one, 1)) for one in (problems, measures)
    )
    text = "{}三、存在的问题\n{}四、改进措施\n{}".format(HEAD, *listed)
    found = [one for one in checked(text).findings if one.rule == "PRB-02"]
    return [place for one in found for place in (one.excerpt, *(o.excerpt for o in one.related))]


@pytest.mark.parametrize(
    ("problems", "measures"),
    [
        (
            ["预算编制不够精细，年中追加多。", "支出进度偏慢，四季度集中支付。", "资产账实不符。"],
            ["强化预算管理，早编细编，加快支出进度。", "定期清查资产。"],
        ),
        (
            ["预算执行不均衡。", "绩效指标设置不够科学。"],
            ["加强预算绩效管理，优化指标设置，强化预算执行监控。"],
        ),
        (["基层力量薄弱，专业人员少。", "信息系统老旧。"], ["争取上级支持，充实人员，更新系统。"]),
        (
            ["垃圾分类覆盖面不高。", "环卫车辆老化。", "个别项目支付慢。"],
            ["加大投入，更换老旧车辆，推广垃圾分类。", "按月调度支付。"],
        ),
        (["绩效目标设定不够细化。", "绩效自评质量不高。"], ["加强绩效培训，提高绩效管理水平。"]),
        (
            ["预算编制不准。", "财务人员业务能力不强。", "资产登记不及时。"],
            ["加强财务人员业务培训，提高预算编制水平。"],
        ),
        (
            ["病床使用率低。", "药占比偏高。", "医疗纠纷时有发生。"],
            [
                "提高诊疗水平，合理用药，控制药占比，改善服务，减少纠纷，提高病床使用率。",
                "完善绩效考核。",
            ],
        ),
        (
            ["年初预算不细，执行中调剂较多。", "政府采购合同备案不及时。", "绩效目标量化不足。"],
            ["细化年初预算，减少调剂。", "及时签订采购合同并备案，绩效目标做到量化。"],
        ),
        (["学校运动场地不足。", "教师年龄结构偏大。"], ["多方筹措资金，扩建场地，招聘年轻教师。"]),
        (["档案归集不及时。", "公务卡使用率低。"], ["健全财务制度，规范档案和公务卡管理。"]),
        (
            ["个别项目结算慢，形成结转。", "部分资金年底才下达，支出率偏低。"],
            ["加强与财政部门沟通，争取早下达、早支出，加快结算。"],
        ),
        (
            ["警力不足。", "装备落后。", "办案经费保障不够。"],
            ["积极向上级汇报，争取增加警力编制和经费，逐步更新装备。"],
        ),
        (["监控覆盖面不够。", "宣传不到位。"], ["多渠道开展宣传，增加监控点位。"]),
        (
            ["预决算公开内容不全。", "三公经费压减空间小。"],
            ["完善公开内容，从严控制公务接待和用车。"],
        ),
        (
            ["资产管理不规范，部分资产未贴标签。", "往来款清理不及时。"],
            ["组织资产清查和往来款清理。"],
        ),
        (
            ["内控制度不健全。", "合同管理不规范，个别合同未归档。"],
            ["修订内控手册，将合同管理纳入内控。"],
        ),
        (
            ["绩效理念不强，重支出轻绩效。", "预算编制不科学。", "资金拨付慢。"],
            ["牢固树立绩效理念，把绩效贯穿预算编制、执行、监督全过程，确保资金及时拨付。"],
        ),
        (
            ["项目前期准备不足，开工晚。", "资金沉淀。"],
            ["提前谋划项目，成熟一个安排一个，及时收回沉淀资金。"],
        ),
        (
            ["预算约束力不强。", "绩效评价结果运用不够。"],
            ["严格按预算执行，把评价结果作为安排预算的依据。"],
        ),
        (
            ["村级河道保洁质量参差不齐。", "农业面源污染仍然存在。", "专职人员偏少。"],
            ["落实河长制，加强巡河，治理面源污染，配齐专职人员。"],
        ),
        (
            ["预算执行前松后紧。", "3台电脑未及时入账。", "家校沟通不够，满意度偏低。"],
            ["按月通报执行进度，定期盘点资产。", "每学期召开两次家长会。"],
        ),
        (
            ["警力不足。", "办案系统老旧。", "预算执行不均衡。"],
            ["向市委编办申请编制，同步升级办案系统。", "按季度分解支出计划。"],
        ),
    ],
)
def test_fewer_measures_may_answer_all(problems: list[str], measures: list[str]) -> None:
    assert unanswered(problems, measures) == []


@pytest.mark.parametrize(
    ("problems", "measures", "left"),
    [
        (
            ["年中追加预算较多，测算不细。", "医保结算周期长，病人意见大。"],
            ["科学测算病人诊疗预算。"],
            "医保结算周期长",
        ),
        (
            ["绩效指标偏少。", "劳务合同续签不及时。"],
            ["开展预算绩效业务培训，每季一次。"],
            "劳务合同续签不及时",
        ),
        (
            ["预算调整多，上级资金下达晚。", "工程结算拖沓。"],
            ["早与上级沟通，把下达的资金编入年初预算。"],
            "工程结算拖沓",
        ),
        (
            ["农机购置补贴指标未完成。", "日常管理粗放，问卷满意度缺样本，资产卡片不全。"],
            ["重新核定补贴指标。"],
            "日常管理粗放",
        ),
        (["账实不符。", "路灯亮灯率低。"], ["每季盘点资产。"], "路灯亮灯率低"),
    ],
)
def test_a_problem_is_not_answered_by_the_measure_of_another(
    problems: list[str], measures: list[str], left: str
) -> None:
    assert unanswered(problems, measures) == [left]


@pytest.mark.parametrize("measure", ["对上述问题逐项整改。", "加强财务人员业务培训。"])
def test_a_measure_for_all_problems(measure: str) -> None:
    assert (
        unanswered(["账实不符。", "路灯亮灯率低。", "支付慢。"], ["按月通报支付进度。", measure])
        == []
    )


@pytest.mark.parametrize(
    ("problems", "measures", "left"),
    [
        # The measure of the same number may mean it in words of its own.
        (["转移支付项目监管薄弱。", "绩效指标笼统。"], ["督查专项资金。", "细化指标。"], []),
        (["资产闲置较多。", "绩效指标笼统。"], ["统筹调剂用房。", "细化指标。"], []),
        (
            ["资产闲置较多。", "绩效指标笼统。"],
            ["细化指标。", "每季通报绩效监控结果。"],
            ["资产闲置较多"],
        ),
    ],
)
def test_as_many_measures_as_problems(
    problems: list[str], measures: list[str], left: list[str]
) -> None:
    assert unanswered(problems, measures) == left
