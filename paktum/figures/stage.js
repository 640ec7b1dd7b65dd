/* Presenting by keyboard, mouse or finger. Needs nothing but this page: the network and the server may be gone. */
(() => {
  const body = document.body;
  const slides = [...document.querySelectorAll(".sd-slide")];
  const spoken = document.getElementById("sd-spoken");
  let now = 0;
  let resting;
  let swiped = 0;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a file may have no memory */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const presenting = () => body.classList.contains("sd-present");

  function show(number) {
    body.classList.remove("sd-black");
    now = Math.max(0, Math.min(slides.length - 1, number));
    if (presenting()) {
      slides.forEach((slide, i) => { slide.hidden = i !== now; });
      spoken.textContent = `${now + 1} / ${slides.length}: ${slides[now].querySelector("h2").textContent}`;
    } else {
      slides.forEach((slide) => { slide.hidden = false; });
      slides[now].scrollIntoView({ block: "start" });
    }
    history.replaceState(null, "", `#${now + 1}`);
  }
  function present(on) {
    body.classList.toggle("sd-present", on);
    body.classList.remove("sd-notes-open", "sd-black");
    show(now);
    if (on) wake();
  }
  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }
  function dark() {
    remember("paktum-stage-dark", body.classList.toggle("st-dark") ? "1" : "");
  }
  function leave() {
    if (body.classList.contains("sd-black")) body.classList.remove("sd-black");
    else if (body.classList.contains("sd-notes-open")) body.classList.remove("sd-notes-open");
    else present(false);
  }
  function wake() {
    body.classList.remove("sd-rest");
    clearTimeout(resting);
    resting = setTimeout(() => body.classList.add("sd-rest"), 4000);
  }
  const acts = {
    next: () => show(now + 1), previous: () => show(now - 1), first: () => show(0), last: () => show(slides.length - 1),
    present: () => present(true), full, dark, notes: () => body.classList.toggle("sd-notes-open"), leave, wake,
    black: () => body.classList.toggle("sd-black"),
  };
  const keys = {
    ArrowRight: "next", PageDown: "next", ArrowDown: "next", ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous",
    Home: "first", End: "last", Escape: "leave", t: "full", s: "dark", b: "black", " ": "next", Enter: "next", j: "notes", p: "present", "?": "wake",
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const moves = ["next", "previous", "first", "last", "notes", "leave", "black"].includes(act);
    if (!act || (moves && !presenting())) return;
    // A button that has the focus is pressed by these two, and notes that have it are scrolled.
    if ([" ", "Enter"].includes(event.key) && event.target.closest("button, a, .sd-notes")) return;
    if (body.classList.contains("sd-notes-open") && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    acts[event.key === " " && event.shiftKey ? "previous" : act]();
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) {
      const elsewhere = event.target.closest("a, .sd-under") || String(getSelection());
      if (presenting() && !elsewhere && Date.now() - swiped > 500) body.classList.contains("sd-black") ? acts.black() : acts.next();
      return;
    }
    if (event.detail) button.blur();
    if (button.dataset.slide) now = Number(button.dataset.slide);
    acts[button.dataset.act]();
  });
  let finger = null;
  addEventListener("touchstart", (event) => { finger = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!presenting() || !finger || !end || event.target.closest(".sd-under")) return;
    const across = end.clientX - finger.clientX;
    if (Math.abs(across) < 50 || Math.abs(across) < 2 * Math.abs(end.clientY - finger.clientY)) return;
    swiped = Date.now();
    acts[across < 0 ? "next" : "previous"]();
  }, { passive: true });
  for (const type of ["mousemove", "touchstart"]) addEventListener(type, () => presenting() && wake(), { passive: true });
  if (recall("paktum-stage-dark")) body.classList.add("st-dark");
  now = Math.max(0, (parseInt(location.hash.slice(1), 10) || 1) - 1);
  if (body.dataset.start === "present") present(true);
})();
