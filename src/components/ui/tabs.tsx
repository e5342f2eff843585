"use client";
/** Views of one thing, one at a time. */
import * as Radix from "radix-ui/tabs";
import type { ReactNode } from "react";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export function Tabs({ label, tabs, initial }: { readonly label: string; readonly tabs: readonly Tab[]; readonly initial?: string }) {
  const first = initial ?? tabs[0]?.id ?? "";
  return (
    <Radix.Root defaultValue={first}>
      <Radix.List aria-label={label} className="scroll-quiet flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px shrink-0 border-b-2 border-transparent px-3 py-2 text-sm font-medium text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-6">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
