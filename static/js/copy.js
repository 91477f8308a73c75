// Adds a button beside time and address. Without this script they are selected by one click.
for (const box of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    for (const text of box.querySelectorAll(".copyable")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = box.dataset.copy;
        button.setAttribute("aria-live", "polite");
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText((text.value ?? text.innerText).trim());
            button.textContent = box.dataset.copied;
            setTimeout(() => (button.textContent = box.dataset.copy), 2000);
        });
        text.parentElement.append(button);
    }
}
