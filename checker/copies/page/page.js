
(function () {
  'use strict';
  var report = document.getElementById('report');
  var found = document.getElementById('found');
  var cards = list(found.querySelectorAll('.card'));
  var pieces = list(report.querySelectorAll('a.m, a.r'));
  var byNumber = {};   // a finding's number -> its card
  var own = {};        // a finding's number -> the pieces of its words
  var current = 0;
  var store = kept();

  document.documentElement.className = 'js';

  function list(nodes) { return Array.prototype.slice.call(nodes); }

  function words(text) { return text ? text.split(' ') : []; }

  function numberOf(card) { return card.id.slice(1); }

  function has(node, name) { return (' ' + node.className + ' ').indexOf(' ' + name + ' ') >= 0; }

  function toggle(node, name, on) {
    if (has(node, name) === on) { return; }
    node.className = on ? node.className + ' ' + name
      : (' ' + node.className + ' ').replace(' ' + name + ' ', ' ').trim();
  }

  function above(node, name) {
    while (node && node.nodeType === 1 && !has(node, name)) { node = node.parentNode; }
    return node && node.nodeType === 1 ? node : null;
  }

  cards.forEach(function (card) { byNumber[numberOf(card)] = card; });
  pieces.forEach(function (piece) {
    piece.own = words(piece.getAttribute('data-f'));
    piece.related = words(piece.getAttribute('data-r'));
    piece.own.forEach(function (number) { (own[number] = own[number] || []).push(piece); });
    piece.related.forEach(function (place) { (own[place] = own[place] || []).push(piece); });
  });

  /* Going to a place */

  function reveal(pane, node) {
    var box = node.getBoundingClientRect();
    var frame = pane.getBoundingClientRect();
    if (pane.scrollHeight <= pane.clientHeight + 1) {
      if (box.top < 0 || box.bottom > document.documentElement.clientHeight) { node.scrollIntoView(); }
      return;
    }
    if (box.top < frame.top + 90 || box.bottom > frame.bottom - 20) {
      pane.scrollTop += box.top - frame.top - Math.max(90, pane.clientHeight / 4);
    }
  }

  function light(number, on) {
    var card = byNumber[number];
    if (!card) { return; }
    toggle(card, 'on', on);
    (own[number] || []).forEach(function (piece) { toggle(piece, 'on', on); });
    list(card.querySelectorAll('a.near')).forEach(function (link) {
      var place = link.getAttribute('href').slice(2);
      var role = link.querySelector('i');
      (own[place] || []).forEach(function (piece, at) {
        toggle(piece, 'lit', on);
        if (on && at === 0 && role) { piece.setAttribute('data-role', role.textContent); }
        if (!on) { piece.removeAttribute('data-role'); }
      });
    });
  }

  /* Shows a finding in both panes; place is what of it the text is to show. */
  function choose(number, place) {
    if (current !== number) {
      if (current) { light(current, false); }
      current = number;
      light(number, true);
    }
    var piece = (own[place || number] || [])[0];
    if (piece) { reveal(report, piece); }
    reveal(found, byNumber[number]);
    return piece;
  }

  function visible(number) { return byNumber[number] && !has(byNumber[number], 'off'); }

  /* The finding a click on a piece of text means: the next of those that it belongs to. */
  function meant(piece) {
    var all = piece.own.concat(piece.related.map(function (place) { return place.split('-')[0]; }));
    var open = all.filter(function (number, at) { return visible(number) && all.indexOf(number) === at; });
    return open[(open.indexOf(current) + 1) % open.length];
  }

  report.addEventListener('click', function (event) {
    var piece = above(event.target, 'm') || above(event.target, 'r');
    if (!piece || !piece.own) { return; }
    event.preventDefault();
    var number = meant(piece);
    if (number) {
      byNumber[number].querySelector('.go').focus();
      choose(number, piece.own.indexOf(number) < 0 ? null : number);
    }
  });

  found.addEventListener('click', function (event) {
    var card = above(event.target, 'card');
    if (above(event.target, 'scorecard')) { return; }
    if (!card || above(event.target, 'own') || String(window.getSelection())) { return; }
    var link = above(event.target, 'near');
    var place = link && link.getAttribute('href') ? link.getAttribute('href').slice(2) : null;
    var piece = choose(numberOf(card), place);
    if (above(event.target, 'go') || place) {
      event.preventDefault();
      if (piece) { piece.focus(); reveal(report, piece); }
    }
  });

  function step(by) {
    var open = cards.filter(function (card) { return !has(card, 'off'); });
    var at = open.indexOf(byNumber[current]);
    var card = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by];
    if (!card) { return; }
    card.querySelector('.go').focus();
    choose(numberOf(card));
  }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox') { return; }
    var key = event.key || (event.keyCode === 27 ? 'Esc' : String.fromCharCode(event.keyCode).toLowerCase());
    if (key === 'n' || key === 'j') { step(1); }
    else if (key === 'p' || key === 'k') { step(-1); }
    else if ((key === 'Escape' || key === 'Esc') && current) { light(current, false); current = 0; }
  });

  /* Filters */

  var levels = list(document.querySelectorAll('#levels input'));
  var families = document.getElementById('families');

  function filter() {
    var on = {}, byLevel = {}, byFamily = {}, shown = 0, whole = 0;
    levels.forEach(function (box) { on[box.value] = box.checked; });
    cards.forEach(function (card) {
      var level = card.getAttribute('data-level'), family = card.getAttribute('data-family');
      var right = !families.value || family === families.value;
      if (right) { byLevel[level] = (byLevel[level] || 0) + 1; }
      if (on[level]) { byFamily[family] = (byFamily[family] || 0) + 1; whole += 1; }
      toggle(card, 'off', !(right && on[level]));
      if (right && on[level]) { shown += 1; }
    });
    levels.forEach(function (box) { box.parentNode.querySelector('b').textContent = byLevel[box.value] || 0; });
    list(families.options).forEach(function (option) {
      option.title = option.title || option.text;
      option.text = option.title + ' (' + (option.value ? byFamily[option.value] || 0 : whole) + ')';
    });
    pieces.forEach(function (piece) {
      var open = piece.own.filter(visible);
      if (piece.own.length) {
        toggle(piece, 'off', !open.length);
        levels.forEach(function (box) { toggle(piece, box.value, false); });
        toggle(piece, byNumber[open[0] || piece.own[0]].getAttribute('data-level'), true);
      } else {
        toggle(piece, 'off', !piece.related.some(function (place) { return visible(place.split('-')[0]); }));
      }
    });
    list(found.querySelectorAll('ol.cards')).forEach(function (group) {
      var number = list(group.children).filter(function (card) { return !has(card, 'off'); }).length;
      var head = group.previousElementSibling;
      while (head.tagName !== 'H2') { head = head.previousElementSibling; }
      head.querySelector('small').textContent = number;
    });
    var text = document.getElementById('shown');
    text.textContent = text.getAttribute('data-words').replace('{shown}', shown).replace('{all}', cards.length);
    if (current && !visible(current)) { light(current, false); current = 0; }
  }

  if (families) {
    levels.forEach(function (box) { box.addEventListener('change', filter); });
    families.addEventListener('change', filter);
    document.getElementById('print').addEventListener('click', function () { window.print(); });
    filter();
  }

  var search = document.getElementById('search');
  search.addEventListener('input', function () {
    var wanted = search.value.toLowerCase();
    list(document.querySelectorAll('#ledger tbody tr')).forEach(function (row) {
      toggle(row, 'off', row.textContent.toLowerCase().indexOf(wanted) < 0);
    });
  });

  /* What the reviewer decides: kept in this browser where it lets pages keep something */

  function kept() {
    try { return JSON.parse(localStorage.getItem('jixiao-' + document.body.getAttribute('data-key'))) || {}; }
    catch (error) { return {}; }
  }

  function keep() {
    try { localStorage.setItem('jixiao-' + document.body.getAttribute('data-key'), JSON.stringify(store)); }
    catch (error) { return; }
  }

  cards.forEach(function (card) {
    var key = card.getAttribute('data-key');
    var choices = list(card.querySelectorAll('input[type=radio]'));
    var remark = card.querySelector('.remark input');
    var printed = card.querySelector('.own u');
    var known = store[key] || ['', ''];
    function changed() {
      var chosen = choices.filter(function (box) { return box.checked; })[0];
      store[key] = [chosen ? chosen.value : '', remark.value];
      printed.textContent = remark.value;
      keep();
    }
    choices.forEach(function (box) {
      box.checked = box.value === known[0];
      box.addEventListener('change', changed);
      box.addEventListener('dblclick', function () { box.checked = false; changed(); });
    });
    remark.value = printed.textContent = known[1];
    remark.addEventListener('input', changed);
  });

  var target = /^#f(\d+)$/.exec(location.hash);
  if (target && byNumber[target[1]]) { choose(target[1]); }
}());
