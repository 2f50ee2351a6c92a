export default function HealthPage() {
  return <h1>Candlewatch</h1>;
}
