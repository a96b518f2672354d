// Comforts of the mailbox: a letter's frame as tall as the letter, one submission a press, a warning.
"use strict";

function fit(frame) {
  const root = frame.contentDocument && frame.contentDocument.documentElement;
  if (!root || !root.scrollHeight) return;
  frame.style.height = "0";
  const tall = Math.min(root.scrollHeight + 2, 20000);
  frame.style.height = `${tall}px`;
  // A letter wider than the frame has a bar below, which is not to cover its last line.
  const bar = frame.clientHeight - root.clientHeight;
  if (bar > 0) frame.style.height = `${tall + bar}px`;
}

for (const frame of document.querySelectorAll("iframe.body")) {
  frame.addEventListener("load", () => fit(frame));
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit(frame);
  frame.closest("details").addEventListener("toggle", () => fit(frame));
}
window.addEventListener("resize", () => document.querySelectorAll("iframe.body").forEach(fit));

for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

const compose = document.querySelector("form.compose");
if (compose) {
  let changed = false;
  compose.addEventListener("input", () => { changed = true; });
  compose.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  compose.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) compose.requestSubmit(compose.querySelector("[value=send]"));
  });
  // A quoted letter stands below; the answer begins above it.
  if (document.activeElement && document.activeElement.id === "text") document.activeElement.setSelectionRange(0, 0);
}
