"use client";
/** Whether and when the daily brief is written. */
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { putBriefSettings } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { BriefSettings } from "@/lib/briefs/contracts";
import { useSaving } from "./use-saving";

export function BriefForm({ settings }: { readonly settings: BriefSettings }) {
  const [draft, setDraft] = useState(settings);
  const { busy, problem, run } = useSaving(() => call(putBriefSettings, draft), "Saved.");
  return (
    <form
      noValidate
      className="max-w-md space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void run();
      }}
    >
      <FormAlert text={problem.text} />
      <label className="flex items-center justify-between gap-6">
        Write a brief each day
        <Switch checked={draft.wanted} onChange={(event) => setDraft({ ...draft, wanted: event.target.checked })} />
      </label>
      <Field label="At" hint="In your time zone" error={problem.fields.localTime}>
        {(control) => (
          <Input
            {...control}
            type="time"
            value={draft.localTime}
            disabled={!draft.wanted}
            onChange={(event) => setDraft({ ...draft, localTime: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Save
      </Button>
    </form>
  );
}
