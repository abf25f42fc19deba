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

// An answer put in place of the page is where reading goes on, as it would on a page that was loaded.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === document.body) {
    (document.getElementById("error") || document.getElementById("content"))?.focus();
  } else if (event.detail.target.id === "compose") {
    (document.getElementById("error") || document.getElementById("answer"))?.focus();
  }
});
document.addEventListener("htmx:load", (event) => prepare(event.target));
