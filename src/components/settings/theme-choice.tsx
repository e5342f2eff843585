"use client";
import { useState } from "react";
import { chooseTheme, themeLabels, themes, type Theme } from "@/components/shell/theme";
import { SegmentedControl } from "@/components/ui/segmented-control";

export function ThemeChoice({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme): void => {
    chooseTheme(next);
    setTheme(next);
  };
  return <SegmentedControl label="Light or dark" value={theme} onChange={choose} segments={themes.map((value) => ({ value, label: themeLabels[value] }))} />;
}
