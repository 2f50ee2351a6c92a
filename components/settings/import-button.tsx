"use client";
/** Reads a text file of the reader's own; what is in it is only looked at until somebody saves it. */
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { formatBytes } from "@/lib/client/format";

/** A policy is a few kilobytes: what is far beyond is another file. */
const MOST_BYTES = 200_000;

export function ImportButton({
  blocked,
  onRead,
}: {
  /** Why the reader may not; null = may. */
  blocked: string | null;
  onRead: (text: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      notify({
        tone: "bad",
        title: `${file.name} is too large for a policy`,
        detail: `${formatBytes(file.size)}; at most ${formatBytes(MOST_BYTES)} are read.`,
      });
      return;
    }
    onRead(await file.text());
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,application/yaml,text/yaml"
        aria-label="Policy file"
        className="hidden"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          void read(file);
          // The same file, mended, is read again.
          target.value = "";
        }}
      />
      <Button disabledReason={blocked} onClick={() => input.current?.click()}>
        Import YAML…
      </Button>
    </>
  );
}
