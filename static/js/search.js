// Suggests names and titles below the search box. Without this script the form does all the work.
const form = document.querySelector("form[data-suggest]");
const box = form?.querySelector("input[type=search]");

if (box && window.fetch) {
    const list = document.createElement("ul");
    const said = document.createElement("p");
    let options = [];
    let chosen = -1;
    let asked = "";
    let waiting;

    list.id = "suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    form.append(list, said);
    for (const [name, value] of [
        ["role", "combobox"],
        ["aria-autocomplete", "list"],
        ["aria-controls", list.id],
        ["aria-expanded", "false"],
        ["autocomplete", "off"],
    ]) {
        box.setAttribute(name, value);
    }

    const close = () => {
        list.hidden = true;
        chosen = -1;
        asked = "";
        said.textContent = "";
        box.setAttribute("aria-expanded", "false");
        box.removeAttribute("aria-activedescendant");
    };

    const choose = (number) => {
        chosen = number;
        options.forEach((option, place) => option.setAttribute("aria-selected", place === chosen));
        if (chosen < 0) box.removeAttribute("aria-activedescendant");
        else {
            box.setAttribute("aria-activedescendant", options[chosen].id);
            options[chosen].scrollIntoView({ block: "nearest" });
        }
    };

    const show = (found) => {
        options = found.map(({ title, url, lang }, place) => {
            const option = document.createElement("li");
            option.id = `suggestion-${place}`;
            option.lang = lang;
            option.dir = "auto";
            option.textContent = title;
            option.dataset.url = url;
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", "false");
            return option;
        });
        list.replaceChildren(...options);
        if (!options.length) return close();
        chosen = -1;
        list.hidden = false;
        said.textContent = form.dataset.hint;
        box.setAttribute("aria-expanded", "true");
        box.removeAttribute("aria-activedescendant");
    };

    const ask = async () => {
        const text = box.value.trim();
        if (text === asked) return;
        asked = text;
        if (text.length < 2) return close();
        try {
            const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: text })}`);
            const { suggestions } = await answer.json();
            if (text === asked && document.activeElement === box) show(suggestions);
        } catch {
            close(); // no network: the form is still there
        }
    };

    box.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(ask, 150);
    });
    box.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            close();
        } else if (list.hidden) {
            return;
        } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const places = options.length + 1; // the box itself is one of them
            const step = event.key === "ArrowDown" ? 1 : -1;
            choose(((chosen + 1 + step + places) % places) - 1);
        } else if (event.key === "Enter" && chosen >= 0) {
            event.preventDefault();
            location.assign(options[chosen].dataset.url);
        }
    });
    box.addEventListener("blur", close);
    // Before the box loses the focus, which would close the list under the pointer.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
        const option = event.target.closest("[data-url]");
        if (option) location.assign(option.dataset.url);
    });
}
