"""A zip file again with some of its entries replaced: all others byte for byte, never unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
SIZES_BEHIND, UTF8 = 0x8, 0x800
FIRST_DAY = 0x21
"""1980-01-01, the first day zip files know: a copy must not depend on the clock."""


class _Entry(NamedTuple):
    """One entry: its name and bytes as they stand in the file, and what its headers say."""

    name: bytes
    body: bytes
    flags: int
    method: int
    stamp: tuple[int, int]
    crc: int
    size: int
    version: int
    made_by: int
    internal: int
    external: int


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip file ``data`` with the entries of ``changed`` holding that instead; names it does not have are
    added behind the others. The order, names and bytes of all others stay.

    Raises ValueError or struct.error where an entry lies outside the file.
    """
    with ZipFile(BytesIO(data)) as archive:
        known = archive.infolist()
        last = {info.filename: at for at, info in enumerate(known)}
    entries = []
    for at, info in enumerate(known):
        if info.filename in changed and last[info.filename] == at:
            entries.append(_made(info.filename, changed[info.filename], info))
        else:
            entries.append(_kept(data, info))
    entries += [_made(name, body, None) for name, body in changed.items() if name not in last]
    return _written(entries)


def _kept(data: bytes, info: ZipInfo) -> _Entry:
    """An entry as it stands in the file, still packed."""
    header = LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + LOCAL.size + header[-2] + header[-1]
    name = data[info.header_offset + LOCAL.size :][: header[-2]]
    body = data[start : start + info.compress_size]
    if len(body) != info.compress_size:
        raise ValueError(info.filename)
    return _Entry(
        name,
        body,
        info.flag_bits & ~SIZES_BEHIND,
        info.compress_type,
        header[4:6],
        info.CRC,
        info.file_size,
        info.extract_version,
        info.create_version | info.create_system << 8,
        info.internal_attr,
        info.external_attr,
    )


def _made(name: str, content: bytes, old: ZipInfo | None) -> _Entry:
    """An entry of new content, packed as the old one was."""
    method = ZIP_DEFLATED if old is None or old.compress_type == ZIP_DEFLATED else ZIP_STORED
    body = content
    if method == ZIP_DEFLATED:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        body = packer.compress(content) + packer.flush()
    flags = 0 if name.isascii() else UTF8
    external = 0 if old is None else old.external_attr
    crc, size = zlib.crc32(content), len(content)
    stamp = (0, FIRST_DAY)
    return _Entry(name.encode(), body, flags, method, stamp, crc, size, 20, 20, 0, external)


def _written(entries: list[_Entry]) -> bytes:
    out, directory = BytesIO(), BytesIO()
    for one in entries:
        numbers = (one.crc, len(one.body), one.size)
        about = (one.version, one.flags, one.method, *one.stamp, *numbers, len(one.name))
        place = out.tell()
        out.write(LOCAL.pack(b"PK\x03\x04", *about, 0) + one.name + one.body)
        tail = (0, 0, 0, one.internal, one.external, place)
        directory.write(CENTRAL.pack(b"PK\x01\x02", one.made_by, *about, *tail) + one.name)
    start, size = out.tell(), directory.tell()
    count = len(entries)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return out.getvalue() + directory.getvalue() + end
