// Lets whoever started a process look into it: node --expose-gc --import <this file> <script>
import { getHeapSpaceStatistics } from "node:v8";

const oldBytes = () => getHeapSpaceStatistics().find((space) => space.space_name === "old_space").space_used_size;
let sweptTo = 0;

process.on("message", () => {
  const outlived = oldBytes() - sweptTo;
  globalThis.gc();
  sweptTo = oldBytes();
  const { heapUsed, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((one) => one === "TCPSocketWrap").length;
  process.send({ heapUsed, rss, sockets, outlived });
});
// Nothing waits for questions alone.
process.channel.unref();
