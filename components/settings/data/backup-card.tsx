/** The newest backup, if there is one where backups go by themselves. */
import { Facts } from "@/components/settings/facts";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatBytes } from "@/lib/client/format";

export function BackupCard({ backup }: { backup: ResponseOf<"storage">["last_backup"] }) {
  return (
    <Card title="Backup" note="npm run backup, while it runs or not">
      {backup ? (
        <Facts
          facts={[
            { term: "Newest", value: <Time at={backup.at} /> },
            { term: "File", value: <code className="font-mono text-small">{backup.name}</code> },
            { term: "Size", value: formatBytes(backup.bytes) },
          ]}
        />
      ) : (
        <Empty kind="nothing_yet" title="No backup in the data directory">
          One written elsewhere is not seen here.
        </Empty>
      )}
    </Card>
  );
}
