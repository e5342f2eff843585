"use client";
/** What Perin may do by itself, tool by tool. A choice counts at once; if it can't be kept, it goes back and says why. */
import { useState } from "react";
import type { z } from "zod";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { toast } from "@/components/ui/toast";
import { putPolicy } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Policy, ToolPolicySchema } from "@/lib/ai/contracts";

type ToolPolicy = z.output<typeof ToolPolicySchema>;

type Changing = Exclude<ToolPolicy["effect"], "read">;
const groups: readonly { readonly effect: Changing; readonly title: string; readonly about: string; readonly labels: Readonly<Record<Policy, string>> }[] = [
  {
    effect: "others",
    title: "Events and mail",
    about: "Whatever other people would notice waits for your word, whichever you choose.",
    labels: { auto: "Ask if others notice", ask: "Always ask", never: "Never" },
  },
  {
    effect: "own",
    title: "Your own things",
    about: "Contacts, memories, to-dos, links and the order of your mailbox. Nobody else is told.",
    labels: { auto: "Do it", ask: "Ask first", never: "Never" },
  },
];

function PolicyRow({ tool, labels }: { readonly tool: ToolPolicy; readonly labels: Readonly<Record<Policy, string>> }) {
  const [policy, setPolicy] = useState(tool.policy);
  const choose = async (next: Policy): Promise<void> => {
    const before = policy;
    setPolicy(next);
    try {
      await call(putPolicy, { tool: tool.tool, policy: next });
    } catch (error) {
      setPolicy(before);
      toast({ message: `“${tool.label}” stays as it was.`, detail: error instanceof ProblemError ? error.detail : "Try again in a moment.", tone: "danger" });
    }
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 p-4">
      <p className="min-w-0 grow basis-52">
        {tool.label}
        {policy !== tool.defaultPolicy && <span className="block text-sm text-ink-faint">Usually: {labels[tool.defaultPolicy].toLowerCase()}</span>}
      </p>
      <SegmentedControl
        label={tool.label}
        value={policy}
        onChange={(next) => void choose(next)}
        segments={tool.allowed.map((value) => ({ value, label: labels[value] }))}
      />
    </li>
  );
}

export function PolicyList({ policies }: { readonly policies: readonly ToolPolicy[] }) {
  const reading = policies.filter(({ effect }) => effect === "read");
  return (
    <div className="space-y-8">
      {groups.map(({ effect, title, about, labels }) => {
        const tools = policies.filter((tool) => tool.effect === effect);
        return tools.length === 0 ? null : (
          <section key={effect} aria-label={title}>
            <h3 className="font-medium">{title}</h3>
            <p className="mt-0.5 text-sm text-ink-soft">{about}</p>
            <ul className="mt-3 divide-y rounded-xl border bg-surface">
              {tools.map((tool) => (
                <PolicyRow key={tool.tool} tool={tool} labels={labels} />
              ))}
            </ul>
          </section>
        );
      })}
      <p className="text-sm text-ink-soft">
        Looking things up never asks{reading.length === 0 ? "" : `: ${reading.map(({ label }) => label.toLowerCase()).join(", ")}`}.
      </p>
    </div>
  );
}
