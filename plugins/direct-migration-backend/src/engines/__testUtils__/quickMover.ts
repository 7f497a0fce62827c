/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/**
 * A mover that moves nothing, but says all that a mover says: for tests of many at once, which are about us and not about
 * rsync. Its first argument is how many milliseconds a copy takes.
 */
export const QUICK_MOVER = `
const { createServer } = require('node:net');
const { writeFileSync } = require('node:fs');
const [copyMs, command, ...args] = process.argv.slice(2);
const option = name => args[args.indexOf(name) + 1];
const say = line => process.stdout.write(JSON.stringify({ time: new Date().toISOString(), ...line }) + '\\n');
const end = result => {
  const line = { type: 'result', status: 'succeeded', exitCode: 0, ...result };
  writeFileSync(option('--termination-log'), JSON.stringify(line));
  say(line);
  process.exit(0);
};
process.on('SIGTERM', () => process.exit(1));
if (command === 'receive') {
  const [, host, port] = /^(.*):(\\d+)$/.exec(option('--listen'));
  createServer(socket => socket.end()).listen(Number(port), host, () => say({ type: 'phase', phase: 'listening' }));
} else {
  const steps = Math.max(1, Math.round(copyMs / 1000));
  const progress = step => ({ bytesDone: step * 1e6, bytesTotal: steps * 1e6, filesDone: step, filesTotal: steps });
  say({ type: 'phase', phase: 'copying' });
  let step = 0;
  const timer = setInterval(() => {
    step += 1;
    say({ type: 'progress', ...progress(step) });
    if (step === steps) {
      clearInterval(timer);
      end({ progress: progress(step), result: { filesTransferred: steps, literalBytes: 1, matchedBytes: 0, totalSize: 1, warnings: [], failedFiles: [] } });
    }
  }, copyMs / steps);
}
`;
