"use client";
/** A time zone, found by typing part of its city (combobox with a list, WAI-ARIA APG). */
import clsx from "clsx";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import { Field, type ControlProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { modernZone } from "./modern-zones";
import { findZones, toZoneChoice, type ZoneChoice } from "./zone-choices";

const shownMax = 30;

export interface ZoneFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

interface ListProps {
  readonly id: string;
  readonly label: string;
  readonly found: readonly ZoneChoice[];
  readonly active: number;
  readonly onChoose: (choice: ZoneChoice) => void;
}

function ZoneList({ id, label, found, active, onChoose }: ListProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className="scroll-quiet absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-lg border bg-surface p-1 shadow-floating"
    >
      {found.map((choice, index) => (
        <li
          key={choice.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          ref={index === active ? (item) => item?.scrollIntoView({ block: "nearest" }) : null}
          // The field keeps focus. A finger that scrolls the list chooses nothing.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
          className={clsx(
            "flex cursor-pointer items-baseline gap-2 rounded-md px-2.5 py-1.5 text-sm pointer-coarse:py-2.5",
            index === active ? "bg-sunken" : "hover:bg-sunken",
          )}
        >
          <span className="text-ink">{choice.city}</span>
          <span className="truncate text-ink-faint">{choice.region}</span>
          <span className="ms-auto shrink-0 tabular-nums text-ink-faint">{choice.offset}</span>
        </li>
      ))}
    </ul>
  );
}

function ZoneCombobox({ control, label, value, onChange }: Pick<ZoneFieldProps, "label" | "value" | "onChange"> & { readonly control: ControlProps }) {
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const searching = typed !== null;
  const choices = useMemo(
    () => (!searching ? [] : [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone").map(modernZone)])].map((id) => toZoneChoice(id, new Date()))),
    [searching],
  );
  const found = typed === null ? [] : findZones(choices, typed, shownMax);
  const open = typed !== null && found.length > 0;
  const unknown = typed !== null && typed.trim() !== "" && found.length === 0;
  const close = (): void => setTyped(null);
  const choose = (choice: ZoneChoice | undefined): void => {
    if (choice) onChange(choice.id);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (typed === null) setTyped("");
      else setActive((active + move + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter" && typed !== null) {
      event.preventDefault();
      choose(found[active]);
    } else if (event.key === "Escape" && typed !== null) {
      event.preventDefault();
      close();
    }
  };
  return (
    <div className="relative">
      <Input
        {...control}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(open ? { "aria-activedescendant": `${listId}-${active}` } : {})}
        autoComplete="off"
        spellCheck={false}
        placeholder={value.replaceAll("_", " ")}
        value={typed ?? value.replaceAll("_", " ")}
        onFocus={(event) => event.target.select()}
        onClick={() => typed ?? setTyped("")}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <p
        role="status"
        className={unknown ? "absolute inset-x-0 top-full z-30 mt-1 rounded-lg border bg-surface p-3 text-sm text-ink-soft shadow-floating" : "sr-only"}
      >
        {unknown ? "No zone has this name. Try a larger city near by." : ""}
      </p>
      {open && <ZoneList id={listId} label={label} found={found} active={active} onChoose={choose} />}
    </div>
  );
}

export function ZoneField({ label, hint, error, value, onChange }: ZoneFieldProps) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => <ZoneCombobox control={control} label={label} value={value} onChange={onChange} />}
    </Field>
  );
}
