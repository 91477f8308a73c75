// The translators' editor keeps each text as soon as its box is left, and goes to the next by
// keyboard. Without this script everything works with “Save”.

const form = document.getElementById("texts");

// One box is kept at a time, or the second would take the first for somebody else.
let last = Promise.resolve();
const keep = (box) => (last = last.then(() => send(box)));

async function send(box) {
    const text = box.closest(".text");
    const before = text.querySelector(`[name="${box.name.replace("text-", "was-")}"]`);
    if (box.value === before.value) return;
    const words = box.value;
    const notes = text.querySelector(".text__notes");
    let answer;
    try {
        answer = await fetch(text.dataset.url, {
            method: "PUT",
            headers: {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
                Accept: "application/json",
            },
            body: new URLSearchParams({ value: words, was: before.value }),
        });
    } catch {
        answer = null;
    }
    const kept = answer && (await answer.json().catch(() => null));
    if (!answer?.ok || !kept) {
        notes.replaceChildren(note(kept?.detail ?? form.dataset.failed, true));
        return;
    }
    before.value = kept.data;
    if (box.value === words) box.value = kept.data;
    text.className = `text text--${kept.status}`;
    text.dataset.status = kept.status;
    text.querySelector(".text__status").textContent = `${kept.label}, ${form.dataset.saved}`;
    text.querySelector(".text__reason")?.remove();
    notes.replaceChildren(...kept.problems.map((problem) => note(problem.message, problem.is_blocking)));
    recount();
}

function note(words, blocking) {
    const paragraph = document.createElement("p");
    paragraph.className = `text__problem${blocking ? " text__problem--blocking" : ""}`;
    paragraph.textContent = words;
    return paragraph;
}

function recount() {
    if (new URLSearchParams(location.search).get("show")) return;
    const statuses = [...form.querySelectorAll(".text")].map((text) => text.dataset.status);
    const number = (name) => statuses.filter((status) => status === name).length;
    for (const place of document.querySelectorAll("[data-count]")) {
        const name = place.dataset.count;
        if (name === "todo") place.textContent = number("empty") + number("needs-work");
        else if (name) place.textContent = number(name);
    }
}

function next(box, wanted) {
    const boxes = [...form.querySelectorAll(".text textarea[id]")];
    const after = boxes.slice(boxes.indexOf(box) + 1);
    const found = after.find((other) => wanted.includes(other.closest(".text").dataset.status));
    found?.focus();
    found?.closest(".text").scrollIntoView({ block: "center" });
}

form?.addEventListener("change", (event) => {
    if (event.target.matches(".text textarea[id]")) keep(event.target);
});

form?.addEventListener("keydown", async (event) => {
    if (!event.target.matches(".text textarea[id]") || event.key !== "Enter") return;
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    await keep(event.target);
    next(event.target, event.shiftKey ? ["empty", "needs-work", "unread", "reviewed"] : ["empty", "needs-work"]);
});
