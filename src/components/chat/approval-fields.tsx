/** The parts of a waiting action that may be corrected before it is approved. */
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { PendingAction } from "@/lib/ai/contracts";
import { isMoment, shownValue, withWords, type Words } from "./edited-fields";

type EditableField = PendingAction["editable"][number];

const hintOf = (field: EditableField): { hint?: string } => {
  if (field.kind === "emails") return { hint: "Addresses, with commas between." };
  return field.kind === "instant" && !isMoment(field) ? { hint: "In your own words: “Friday at 10”." } : {};
};

const inputOf = (field: EditableField) => {
  if (field.kind === "minutes") return { type: "number", min: 5, step: 5 };
  return isMoment(field) ? { type: "datetime-local" } : {};
};

export interface ApprovalFieldsProps {
  readonly fields: PendingAction["editable"];
  readonly words: Words;
  readonly zone: string;
  readonly onChange: (words: Words) => void;
}

export function ApprovalFields({ fields, words, zone, onChange }: ApprovalFieldsProps) {
  return (
    <div className="mt-3 space-y-3">
      {fields.map((field) => (
        <Field key={field.path} label={field.label} {...hintOf(field)}>
          {(control) => {
            const shared = { ...control, value: words[field.path] ?? shownValue(field, zone) };
            const change = (text: string) => onChange(withWords(fields, words, field.path, text, zone));
            if (field.kind === "long-text") return <Textarea {...shared} onChange={(event) => change(event.target.value)} />;
            return <Input {...shared} {...inputOf(field)} onChange={(event) => change(event.target.value)} />;
          }}
        </Field>
      ))}
    </div>
  );
}
