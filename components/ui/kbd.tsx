/** A key of the keyboard. */
export function Kbd({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded-sm border border-rule-strong border-b-2 bg-raised px-1 font-sans text-ink-2 text-micro">
      {children}
    </kbd>
  );
}
