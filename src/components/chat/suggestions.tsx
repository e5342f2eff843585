/** First things to say; each is sent as it stands. */
import { CalendarPlus, CalendarSearch, CircleHelp, Clock } from "lucide-react";

const suggestions = [
  { icon: CalendarPlus, text: "Lunch with Maya on Thursday at 12:30, one hour" },
  { icon: Clock, text: "Am I free tomorrow afternoon?" },
  { icon: CalendarSearch, text: "Find 45 minutes next week for a review" },
  { icon: CircleHelp, text: "What is on my calendar this week?" },
] as const;

export function Suggestions({ delegate, name, onPick }: { readonly delegate: string; readonly name: string; readonly onPick: (text: string) => void }) {
  return (
    // From the top, not round the middle: while the page is still coming in, what is there already stays where it is.
    <div className="mx-auto w-full max-w-xl grow pt-[max(0.5rem,calc(50dvh-18rem))] pb-2">
      <h2 className="text-2xl font-semibold">What can I take off your hands, {name}?</h2>
      <p className="mt-2 text-ink-soft">
        {delegate} keeps your calendar, mail and to-dos, and finds times, books, moves and cancels. Nothing that others would notice happens without your word.
      </p>
      <ul className="mt-6 grid gap-2">
        {suggestions.map(({ icon: Icon, text }) => (
          <li key={text}>
            <button
              type="button"
              data-testid="suggestion"
              onClick={() => onPick(text)}
              className="flex min-h-11 w-full items-center gap-3 rounded-xl border bg-surface px-4 py-2.5 text-start transition-colors hover:border-line-strong hover:bg-sunken"
            >
              <Icon aria-hidden className="size-4 shrink-0 text-accent-text" />
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
