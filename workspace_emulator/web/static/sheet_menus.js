// Menus: they close when one presses elsewhere, and open at the pointer where a person asks for them.
"use strict";

const menus = () => document.querySelectorAll(".menu[open]");

export function close(but = null) {
  for (const menu of menus()) if (menu !== but) menu.open = false;
}

// Escape: back to the word that the menu hangs on, or to the sheet.
export function leave() {
  for (const menu of menus()) {
    const from = menu.classList.contains("here") ? document.getElementById("keys") : menu.querySelector("summary");
    menu.open = false;
    from.focus({ preventScroll: true });
  }
}

export function openAt(id, event) {
  const menu = document.getElementById(id), list = menu.querySelector("div");
  close(menu);
  menu.open = true;
  menu.classList.add("here");
  const left = Math.min(event.clientX, window.innerWidth - list.offsetWidth - 4);
  const top = Math.min(event.clientY, window.innerHeight - list.offsetHeight - 4);
  Object.assign(list.style, { left: `${Math.max(left, 4)}px`, top: `${Math.max(top, 4)}px` });
  list.querySelector("button").focus({ preventScroll: true });
}

for (const menu of document.querySelectorAll(".menu")) {
  menu.addEventListener("toggle", () => {
    if (menu.open) return;
    menu.classList.remove("here");
    menu.querySelector("div").removeAttribute("style");
  });
}
