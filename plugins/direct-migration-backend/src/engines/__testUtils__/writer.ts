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
import type { SandboxImage } from '@direct-migration/sandbox-cluster';

/**
 * A program that appends numbered lines to the file of its first argument, each safely on disk before the next, and goes
 * on for as many milliseconds as its second argument says after it was told to end; its last line is `end`.
 */
export const writerImage: SandboxImage = {
  command: [
    process.execPath,
    '-e',
    `
      const fs = require('fs');
      const [file, lingerMs] = process.argv.slice(1);
      const fd = fs.openSync(file, 'a');
      const write = line => { fs.writeSync(fd, line + '\\n'); fs.fsyncSync(fd); };
      let n = 0;
      setInterval(() => write(String(n++)), 5);
      process.on('SIGTERM', () => setTimeout(() => { write('end'); process.exit(0); }, Number(lingerMs)));
    `,
  ],
};

/** A pod's specification that writes to `/data/<file>` of a claim. */
export function writerSpec(options: {
  claim?: string;
  file: string;
  lingerMs?: number;
  graceSeconds?: number;
}) {
  const { claim, file, lingerMs = 300, graceSeconds = 20 } = options;
  return {
    terminationGracePeriodSeconds: graceSeconds,
    containers: [
      {
        name: 'writer',
        image: 'writer:test',
        args: [`/data/${file}`, String(lingerMs)],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    ...(claim && {
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
    }),
  };
}
