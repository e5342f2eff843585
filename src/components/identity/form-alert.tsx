/** What is wrong with a form as a whole, said where the eye is and to screen readers at once. */
export function FormAlert({ text }: { readonly text: string | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {text !== null && <p className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger-text">{text}</p>}
    </div>
  );
}
