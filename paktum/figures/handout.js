/* Draws the figures of the hand-out from the data beside them, in the colours of the theme; nothing is fetched. */
(() => {
  const slots = JSON.parse(document.getElementById("ho-colours").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const figures = [...document.querySelectorAll(".ho-figure")];
  const paint = (text, mode) =>
    text.replace(/#0000(0[1-9]|1\d|20)(?![0-9a-fA-F])/g, (slot) => slots[mode][parseInt(slot.slice(1), 10) - 1]);
  function draw(mode) {
    for (const place of figures) {
      const [data, config] = place.querySelectorAll("script[type='application/json']");
      const figure = JSON.parse(paint(data.textContent, mode));
      const options = { ...JSON.parse(config.textContent), responsive: true };
      Plotly.react(place.querySelector(".ho-plot"), figure.data, figure.layout, options);
    }
  }
  const show = () => draw(dark.matches ? "dark" : "light");
  show();
  dark.addEventListener("change", show);
  addEventListener("beforeprint", () => { document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open ? "1" : ""; d.open = true; }); draw("light"); });
  addEventListener("afterprint", () => { document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "1"; }); show(); });

  /* A row of the list and its district on the map point at each other. */
  for (const map of document.querySelectorAll(".ho-map")) {
    const mark = (name, on) => map.querySelectorAll("[data-area]").forEach((e) => e.classList.toggle("ho-on", on && e.dataset.area === name));
    for (const part of map.querySelectorAll("[data-area]")) {
      for (const type of ["mouseenter", "focusin"]) part.addEventListener(type, () => mark(part.dataset.area, true));
      for (const type of ["mouseleave", "focusout"]) part.addEventListener(type, () => mark(part.dataset.area, false));
    }
  }

  /* The field over a long table keeps the rows that hold the words. */
  for (const field of document.querySelectorAll("[data-sieve]")) {
    const rows = [...document.getElementById(field.dataset.sieve).querySelectorAll("tbody tr")];
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    field.addEventListener("input", () => {
      const wanted = plain(field.value);
      rows.forEach((row) => { row.hidden = !plain(row.textContent).includes(wanted); });
    });
  }
})();
