/** A sentence of the contract; what stands in backticks is set as code. */
import { Fragment } from "react";

export function Prose({ text, className }: { text: string; className?: string }) {
  const parts = text.split(/`([^`]+)`/);
  return (
    <span className={className}>
      {parts.map((part, index) => {
        const key = `${index} ${part}`;
        return index % 2 === 1 ? (
          <code key={key}>{part}</code>
        ) : (
          <Fragment key={key}>{part}</Fragment>
        );
      })}
    </span>
  );
}
