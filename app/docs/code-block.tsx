/** Text to read or copy as it is; wide lines scroll inside it, also by keyboard. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="text-ink-3 text-small">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="scroll-thin mt-1 max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-small"
      >
        {text}
      </pre>
    </figure>
  );
}
