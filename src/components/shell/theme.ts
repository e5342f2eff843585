/** The choice between light, dark and whatever the system says. A cookie, so that the server draws the right one first. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeLabels: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

export const currentTheme = (): Theme => {
  const { classList } = document.documentElement;
  return classList.contains("dark") ? "dark" : classList.contains("light") ? "light" : "system";
};

export const chooseTheme = (theme: Theme): void => {
  document.documentElement.classList.remove("light", "dark");
  if (theme !== "system") document.documentElement.classList.add(theme);
  document.cookie = `perin-theme=${theme}; path=/; max-age=${theme === "system" ? 0 : 31_536_000}; samesite=lax`;
};
