"use client";
/** How the meeting takes place. */
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import type { LinkRules } from "@/lib/delegation/contracts";
import type { PartProps } from "./form-parts";

export function MeetingPart({ draft, set, problems }: PartProps) {
  const { meeting } = draft;
  const types: Record<LinkRules["meeting"]["type"], LinkRules["meeting"]> = {
    video: { type: "video", address: "" },
    phone: { type: "phone", caller: "owner", number: "" },
    place: { type: "place", place: "" },
  };
  return (
    <div className="space-y-4">
      <SegmentedControl
        label="Kind of meeting"
        value={meeting.type}
        onChange={(type) => set({ meeting: types[type] })}
        segments={[
          { value: "video", label: "Video" },
          { value: "phone", label: "Phone" },
          { value: "place", label: "In person" },
        ]}
        className="w-full"
      />
      {meeting.type === "video" && (
        <Field label="Address of the call" hint="{id} becomes letters of each booking’s own. Empty: you send it later." error={problems.meeting}>
          {(control) => (
            <Input
              {...control}
              placeholder="https://meet.example.org/{id}"
              maxLength={500}
              value={meeting.address}
              onChange={(event) => set({ meeting: { type: "video", address: event.target.value.trim() } })}
            />
          )}
        </Field>
      )}
      {meeting.type === "phone" && (
        <Field label="Who calls" error={problems.meeting}>
          {(control) => (
            <Select
              {...control}
              value={meeting.caller}
              onChange={(event) => set({ meeting: { ...meeting, caller: event.target.value === "visitor" ? "visitor" : "owner" } })}
            >
              <option value="owner">I call; they leave their number</option>
              <option value="visitor">They call me</option>
            </Select>
          )}
        </Field>
      )}
      {meeting.type === "phone" && meeting.caller === "visitor" && (
        <Field label="Your number" hint="Told with the booking, not before.">
          {(control) => (
            <Input
              {...control}
              type="tel"
              maxLength={60}
              value={meeting.number}
              onChange={(event) => set({ meeting: { ...meeting, number: event.target.value } })}
            />
          )}
        </Field>
      )}
      {meeting.type === "place" && (
        <Field label="Place" error={problems.meeting}>
          {(control) => (
            <Input
              {...control}
              placeholder="Café Central"
              maxLength={300}
              value={meeting.place}
              onChange={(event) => set({ meeting: { type: "place", place: event.target.value } })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
