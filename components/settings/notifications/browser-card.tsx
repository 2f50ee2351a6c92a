"use client";
/** Alerts as notices of this browser: asked for by a press, tried with a press. */
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { chooseNotices, type NoticeState, useNoticeState } from "@/lib/client/notice-choice";

const CHOICES = [
  { value: "off", label: "Off" },
  { value: "hidden", label: "While the tab is hidden" },
  { value: "always", label: "Always" },
] as const;

const HINTS: Record<NoticeState["permission"], string> = {
  unsupported: "This browser shows no notices, or not for a page without https.",
  ask: "The browser asks for permission once you choose.",
  granted: "The browser permits it. One notice for each alert that begins to fire.",
  denied:
    "The browser refuses it for this address: permit it beside the address, then choose again.",
};

export function BrowserCard() {
  const { choice, permission } = useNoticeState();
  const works = permission === "granted";
  return (
    <Card title="This browser" note="for whoever has Candlewatch open; the channels need no tab">
      <div className="flex flex-wrap items-center gap-3">
        <Choice
          label="Notices of this browser"
          value={choice}
          options={CHOICES}
          onChange={(next) => void chooseNotices(next)}
        />
        <Button
          size="small"
          disabledReason={works ? null : HINTS[permission]}
          onClick={() => {
            new Notification("Candlewatch", { body: "Notices of alerts will look like this." });
          }}
        >
          Try it
        </Button>
      </div>
      <p className="mt-2 text-ink-2 text-small" role="status">
        {HINTS[permission]}
      </p>
    </Card>
  );
}
