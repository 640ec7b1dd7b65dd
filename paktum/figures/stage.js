/* Presenting by keyboard. Needs nothing but this page: the network and the server may be gone. */
(() => {
  const body = document.body;
  const slides = [...document.querySelectorAll(".sd-slide")];
  const spoken = document.getElementById("sd-spoken");
  let now = 0;
  let resting;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a file may have no memory */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const presenting = () => body.classList.contains("sd-present");

  function show(number) {
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
    body.classList.remove("sd-notes-open");
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
    if (body.classList.contains("sd-notes-open")) body.classList.remove("sd-notes-open");
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
  };
  const keys = {
    ArrowRight: "next", PageDown: "next", ArrowDown: "next", ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous",
    Home: "first", End: "last", Escape: "leave", t: "full", s: "dark", j: "notes", p: "present", "?": "wake",
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const moves = ["next", "previous", "first", "last", "notes", "leave"].includes(act);
    if (!act || (moves && !presenting())) return;
    if (body.classList.contains("sd-notes-open") && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    acts[act]();
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    if (button.dataset.slide) now = Number(button.dataset.slide);
    acts[button.dataset.act]();
  });
  for (const type of ["mousemove", "touchstart"]) addEventListener(type, () => presenting() && wake(), { passive: true });
  if (recall("paktum-stage-dark")) body.classList.add("st-dark");
  now = Math.max(0, (parseInt(location.hash.slice(1), 10) || 1) - 1);
  if (body.dataset.start === "present") present(true);
})();
