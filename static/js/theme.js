// Light or dark: changes <html data-theme> at once and keeps it in the cookie that the server reads.
const root = document.documentElement;
const year = 60 * 60 * 24 * 365;

function isDark() {
  return root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${year}; samesite=lax`;
  });
}
