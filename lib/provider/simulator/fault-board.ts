/** Which faults are planted, for whom, and how often each still strikes. */
import {
  DEFAULT_COUNTS,
  DEMO_FAULTS,
  FAULTS,
  type FaultName,
  isFaultName,
} from "./fault-catalogue";

export type PlantedFault = {
  name: FaultName;
  /** null: every symbol. */
  symbol: string | null;
  /** How many requests of each symbol it strikes; null: all. */
  count: number | null;
};

export type FaultBoard = {
  /** Replaces what is planted, and forgets how often it struck. @throws Error naming the part that is wrong */
  plant(spec: string): void;
  planted(): readonly PlantedFault[];
  /** The faults that strike this request of a symbol; each counts down by one. Null: a request for no symbol. */
  strike(symbol: string | null): ReadonlySet<FaultName>;
  isPlanted(name: FaultName, symbol: string): boolean;
  /** Planted and still striking; counts nothing. */
  isPending(name: FaultName, symbol: string): boolean;
};

export function createFaultBoard(spec: string): FaultBoard {
  let faults = parseFaults(spec);
  let struck = new Map<string, number>();

  const left = (fault: PlantedFault, symbol: string | null) => {
    if (fault.count === null) return Number.POSITIVE_INFINITY;
    return fault.count - (struck.get(`${fault.name} ${symbol}`) ?? 0);
  };
  const findFor = (name: FaultName, symbol: string) =>
    faults.find((fault) => fault.name === name && concerns(fault, symbol));

  return {
    plant(next) {
      faults = parseFaults(next);
      struck = new Map();
    },
    planted: () => faults,
    strike(symbol) {
      const names = new Set<FaultName>();
      for (const fault of faults) {
        if (!concerns(fault, symbol) || left(fault, symbol) <= 0) continue;
        const key = `${fault.name} ${symbol}`;
        struck.set(key, (struck.get(key) ?? 0) + 1);
        names.add(fault.name);
      }
      return names;
    },
    isPlanted: (name, symbol) => findFor(name, symbol) !== undefined,
    isPending(name, symbol) {
      const fault = findFor(name, symbol);
      return fault !== undefined && left(fault, symbol) > 0;
    },
  };
}

function concerns(fault: PlantedFault, symbol: string | null): boolean {
  if (fault.symbol === null || fault.symbol === symbol) return true;
  return symbol === `${fault.symbol}USD`;
}

/** Reads `name`, `name:SYMBOL` and `name:SYMBOL:N`, comma-separated; `demo` stands for its list. */
export function parseFaults(spec: string): PlantedFault[] {
  return spec
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .flatMap((part) => (part === "demo" ? DEMO_FAULTS : [part]))
    .map(parseFault);
}

function parseFault(part: string): PlantedFault {
  const [name = "", symbol = "", count = "", ...rest] = part.split(":");
  if (!isFaultName(name)) {
    throw new Error(
      `there is no fault "${name}"; known are demo, ${Object.keys(FAULTS).join(", ")}`,
    );
  }
  if (rest.length > 0 || !/^[A-Z0-9.-]*$/.test(symbol) || !/^\d*$/.test(count)) {
    throw new Error(`the fault "${part}" must be written as name, name:SYMBOL or name:SYMBOL:N`);
  }
  return {
    name,
    symbol: symbol === "" ? null : symbol,
    count: count === "" ? (DEFAULT_COUNTS[name] ?? null) : Number(count),
  };
}
