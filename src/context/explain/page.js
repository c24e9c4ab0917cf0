"use strict";
// Marks a register wherever it occurs, and shows the Rust text of an opcode where its instruction is opened.
{
  let marked = [];
  const mark = (name) => {
    marked.forEach((node) => node.classList.remove("on"));
    marked = name ? [...document.querySelectorAll(`[data-r="${name}"]`)] : [];
    marked.forEach((node) => node.classList.add("on"));
  };
  document.addEventListener("mouseover", (event) => {
    mark(event.target.closest("[data-r]")?.dataset.r);
  });

  const open = (id) => {
    const node = document.getElementById(id);
    if (node?.tagName === "DETAILS") node.open = true;
  };
  addEventListener("hashchange", () => open(location.hash.slice(1)));

  const body = (name) => document.querySelector(`#h-${name} > div`)?.cloneNode(true);
  const show = (opened) => {
    const place = opened.querySelector(".text[data-h]");
    if (!place) return;
    const text = body(place.dataset.h);
    if (!text) return;
    for (const link of text.querySelectorAll(".calls a")) {
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = `slow path ${link.textContent}`;
      details.append(summary, body(link.textContent) ?? "");
      link.parentNode.replaceWith(details);
    }
    place.replaceChildren(text);
    place.removeAttribute("data-h");
  };
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".bc[open]")) show(event.target);
  }, true);
  document.querySelectorAll(".bc[open]").forEach(show);

  const bar = document.createElement("nav");
  const button = (title, pressed, act) => {
    const node = document.createElement("button");
    node.textContent = title;
    const set = (on) => { node.setAttribute("aria-pressed", String(on)); act(on); };
    node.onclick = () => set(node.getAttribute("aria-pressed") !== "true");
    node.setAttribute("aria-pressed", String(pressed));
    bar.append(node);
  };
  const opener = (what) => (on) => document.querySelectorAll(what).forEach((node) => { node.open = on; });
  button("Lines", true, opener(".fold"));
  if (document.querySelector(".mc pre")) {
    button("Machine code", true, (on) => document.body.classList.toggle("no-machine-code", !on));
  }
  for (const [title, what] of [["Out of line", ".cold"], ["General version", ".general"]]) {
    if (document.querySelector(what)) button(title, false, opener(what));
  }
  document.body.prepend(bar);
  open(location.hash.slice(1));
}
