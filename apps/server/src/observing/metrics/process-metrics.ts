import type { Meters } from "./meters.ts";

/**
 * Of the process, under the names that dashboards know.
 *
 * Why none of the library's own: what they listen with is never let go, and a process may have several servers. These are looked at
 * when they are read.
 */
export function processMetrics(meters: Meters): void {
  meters.counter("process_cpu_seconds_total", (tally) => {
    const { user, system } = process.cpuUsage();
    tally.set({ mode: "user" }, user / 1e6);
    tally.set({ mode: "system" }, system / 1e6);
  });
  meters.gauge("process_resident_memory_bytes", (gauge) => gauge.set(process.memoryUsage.rss()));
  meters.gauge("process_start_time_seconds", (gauge) => gauge.set(performance.timeOrigin / 1_000));
  meters.gauge("nodejs_heap_size_total_bytes", (gauge) => gauge.set(process.memoryUsage().heapTotal));
  meters.gauge("nodejs_heap_size_used_bytes", (gauge) => gauge.set(process.memoryUsage().heapUsed));
  meters.gauge("nodejs_external_memory_bytes", (gauge) => gauge.set(process.memoryUsage().external));
  let before = performance.eventLoopUtilization();
  meters.gauge("nodejs_eventloop_utilization", (gauge) => {
    const now = performance.eventLoopUtilization();
    gauge.set(performance.eventLoopUtilization(now, before).utilization);
    before = now;
  });
  meters.gauge("nodejs_active_resources", (gauge) => gauge.set(process.getActiveResourcesInfo().length));
}
