"use client";
/** Whose page this is, how it looks, and the way out. */
import { LogOut, Monitor, Moon, ServerCog, Settings, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { MenuButton } from "@/components/ui/menu-button";
import { toast } from "@/components/ui/toast";
import { signOut } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Profile } from "@/lib/identity/contracts";
import { leavePage, mayOpenPage } from "./leave";
import { chooseTheme, currentTheme, themeLabels, themes, type Theme } from "./theme";

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

const leave = async (): Promise<void> => {
  try {
    await call(signOut, {});
    leavePage();
  } catch (error) {
    toast({ message: "You are still signed in.", detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
  }
};

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase();

export function AccountMenu({ profile, compact }: { readonly profile: Pick<Profile, "name" | "email" | "role">; readonly compact: boolean }) {
  const router = useRouter();
  const [theme, setTheme] = useState<Theme>();
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  const groups = [
    themes.map((each) => ({
      label: themeLabels[each],
      icon: themeIcons[each],
      checked: each === (theme ?? (typeof document === "undefined" ? "system" : currentTheme())),
      onSelect: () => choose(each),
    })),
    [
      { label: "Settings", icon: Settings, onSelect: () => mayOpenPage() && router.push("/settings") },
      ...(profile.role === "operator" ? [{ label: "Operator", icon: ServerCog, onSelect: () => mayOpenPage() && router.push("/operator") }] : []),
      { label: "Sign out", icon: LogOut, onSelect: () => void leave() },
    ],
  ];
  return (
    <MenuButton
      label="Account"
      labelled={!compact}
      groups={groups}
      side="top"
      align="start"
      header={
        <p className="px-2.5 pt-1 pb-2 text-sm">
          <span className="block font-medium">{profile.name}</span>
          <span className="block text-ink-faint">{profile.email}</span>
        </p>
      }
      className="flex min-h-10 w-full min-w-0 items-center gap-2.5 rounded-lg px-2 text-start text-sm hover:bg-sunken aria-expanded:bg-sunken pointer-coarse:min-h-11"
    >
      <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text">
        {initialsOf(profile.name)}
      </span>
      {!compact && <span className="truncate">{profile.name}</span>}
    </MenuButton>
  );
}
