/** The settings in force, and what changed since the execution before. */
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { settingRows, settingText, settingWords } from "@/components/ui/setting-rows";
import type { ResponseOf } from "@/lib/client/call";

export function ConfigTab({ data }: { data: ResponseOf<"execution"> }) {
  const { execution, config_changes: changes, previous_execution_id: previous } = data;
  return (
    <div className="grid gap-8 desktop:grid-cols-2">
      <Card
        title="Changed since the execution before"
        aside={
          previous ? (
            <AppLink
              href={`/executions/${previous}?tab=config`}
              className="underline-quiet font-mono"
            >
              {previous.slice(0, 8)}
            </AppLink>
          ) : null
        }
      >
        {changes.length === 0 ? (
          <Empty
            kind="all_clear"
            title={previous ? "Nothing changed" : "There is no earlier execution"}
          />
        ) : (
          <dl className="divide-y divide-rule">
            {changes.map(({ key, before, after }) => (
              <div
                key={key}
                className="grid gap-x-4 py-1.5 tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
              >
                <dt className="break-words text-ink-2">
                  {key.split(".").map(settingWords).join(" · ")}
                </dt>
                <dd className="break-words">
                  <del className="text-ink-3">{settingText(key, before)}</del>{" "}
                  <ins className="font-medium no-underline">{settingText(key, after)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Card>
      <Settings title="Scope" values={execution.scope} none="Every active symbol" />
      <Settings title="Settings in force" values={execution.config} none="None were recorded" />
      {execution.result ? <Settings title="Result" values={execution.result} none="Empty" /> : null}
    </div>
  );
}

function Settings({
  title,
  values,
  none,
}: {
  title: string;
  values: Record<string, unknown>;
  none: string;
}) {
  const rows = settingRows(values);
  return (
    <Card title={title}>
      {rows.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <dl className="divide-y divide-rule">
          {rows.map(({ key, text }) => (
            <div key={key} className="flex items-baseline justify-between gap-6 py-1.5">
              <dt className="min-w-0 break-words text-ink-2">{key}</dt>
              <dd className="min-w-0 break-words text-right">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
