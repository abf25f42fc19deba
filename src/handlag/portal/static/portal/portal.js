// Comforts only: every page works without this file.
"use strict";

// Questions that belong to another answer are put away until that answer is given.
function applies(part, form) {
  const answers = part.dataset.is.split(",");
  const data = new FormData(form);
  return answers.includes(String(data.get(part.dataset.when) || ""));
}

function arrange(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const shown = applies(part, form);
    part.hidden = !shown;
    for (const input of part.querySelectorAll("input, select, textarea")) {
      input.disabled = !shown;
    }
  }
}

function prepare(root) {
  for (const form of root.querySelectorAll("form")) {
    if (form.querySelector("[data-when]")) {
      arrange(form);
      form.addEventListener("change", () => arrange(form));
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  prepare(document);
  document.getElementById("error")?.focus();
});

// The button that was pressed may be gone with what it took away: its list is still there.
function left(config) {
  const place = config.triggeringEvent?.submitter?.getAttribute("formaction") || "";
  const lost = !document.activeElement || document.activeElement === document.body;
  return lost && place.startsWith("#") ? document.getElementById(`add-${place.slice(1)}`) : null;
}

// An answer put in place of the page is where reading goes on, as it would on a page that was loaded.
document.addEventListener("htmx:afterSettle", (event) => {
  const { target, requestConfig } = event.detail;
  const named = (...names) => names.map((name) => document.getElementById(name)).find(Boolean);
  if (target === document.body) {
    named("error", "content")?.focus();
  } else if (target.id === "content") {
    named("error", "answer")?.focus();
  } else if (target.id === "compose") {
    (named("error", "answer") || left(requestConfig))?.focus();
  }
});
document.addEventListener("htmx:load", (event) => prepare(event.target));
