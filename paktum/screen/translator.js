(() => {
  // The framework has no setting for the language of its own texts. They are few and fixed, so each is replaced where it appears.
  const texts = TEXTS;
  const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
  const exact = new Map(), patterns = [];
  for (const [theirs, ours] of Object.entries(texts)) {
    if (!theirs.includes('{')) { exact.set(theirs, ours); continue; }
    const parts = theirs.split(/\{\w+\}/).map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    patterns.push([new RegExp('^' + parts.join('(.+?)') + '$'), ours]);
  }
  const say = (text) => {
    const bare = text.trim();
    if (!bare || bare.length > 300) return null;
    if (exact.has(bare)) return exact.get(bare);
    for (const [pattern, ours] of patterns) {
      const found = bare.match(pattern);
      if (found) { let n = 0; return ours.replace(/\{\w+\}/g, () => found[++n]); }
    }
    return null;
  };
  // What the data and our own words say is never touched.
  const own = (e) => !e || e.closest('[class^="pk-"], [class*=" pk-"], code, pre, script, style');
  const text = (node) => { if (!own(node.parentElement)) { const said = say(node.nodeValue); if (said && said !== node.nodeValue) node.nodeValue = said; } };
  const element = (e) => {
    for (const a of attributes) if (e.hasAttribute(a) && !own(e)) { const said = say(e.getAttribute(a)); if (said && said !== e.getAttribute(a)) e.setAttribute(a, said); }
  };
  const all = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { text(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    element(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) walk.currentNode.nodeType === Node.TEXT_NODE ? text(walk.currentNode) : element(walk.currentNode);
  };
  new MutationObserver((changes) => {
    for (const c of changes) {
      if (c.type === 'childList') c.addedNodes.forEach(all);
      else if (c.type === 'characterData') text(c.target);
      else element(c.target);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
})();
