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

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stop } from '../../../../scripts/lib/say.mjs';
import { Copier } from './Copier.mjs';
import { createCertificate } from './createCertificate.mjs';
import { cpuSeconds } from './ProcessWatch.mjs';
import { Registry } from './Registry.mjs';
import { Relay } from './Relay.mjs';
import { Skopeo } from './Skopeo.mjs';
import { StoredContent } from './StoredContent.mjs';

const GIB = 2 ** 30;

/** Two registries, the two programs, and a folder that is gone afterwards. */
export class Bench {
  /**
   * @param {{scale: number, folder?: string}} options `scale`: of the fixtures' sizes, 1 is what the bars are about;
   *   `folder`: where the data lies, instead of the first that is large enough
   */
  static async create({ scale, folder }) {
    const bench = new Bench();
    // Source, target, and what else there is.
    const need = Math.max(0.2, 9 * scale) * GIB;
    const candidates = folder ? [folder] : ['/dev/shm', tmpdir()];
    const parent = candidates.find(path => {
      if (!existsSync(path)) return false;
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize > need;
    });
    if (!parent)
      throw new Stop(
        `Not enough room: ${(need / GIB).toFixed(
          1,
        )} GiB are needed in ${candidates.join(' or ')}.`,
      );
    bench.scale = scale;
    bench.storage = parent;
    bench.folder = mkdtempSync(join(parent, 'bench-images-'));
    // For skopeo, which runs as another user; keys and passwords have modes of their own.
    chmodSync(bench.folder, 0o755);
    process.once('exit', () =>
      rmSync(bench.folder, { recursive: true, force: true }),
    );
    const certificate = await createCertificate();
    const registry = async name => {
      const own = join(bench.folder, name);
      mkdirSync(own);
      return await Registry.create({ name, folder: own, certificate });
    };
    bench.source = await registry('source');
    bench.target = await registry('target');
    const tools = { folder: bench.folder, ca: certificate.ca };
    bench.copier = await Copier.create(tools);
    bench.skopeo = await Skopeo.create(tools);
    return bench;
  }

  /** Fills the source with a fixture, and nothing else. */
  async fill(write) {
    await this.source.stop();
    rmSync(this.source.storage, { recursive: true, force: true });
    this.fixture = write(new StoredContent(this.source.storage), this.scale);
    await this.source.start();
    await this.target.empty();
  }

  /** Where the programs are sent: the registries themselves, or the relay before them. */
  job(relay) {
    const [source, target] = relay
      ? relay.ports.map(port => `127.0.0.1:${port}`)
      : [this.source.host, this.target.host];
    return { source, target, repositories: this.fixture.repositories };
  }

  /** @param {number} roundTripMs between the programs and each registry */
  async relay(roundTripMs) {
    return await Relay.start(roundTripMs, [this.source.port, this.target.port]);
  }

  /** Gives the target's repositories of the fixture a tag that is not in it. */
  async seedTarget() {
    await this.target.stop();
    const stored = new StoredContent(this.target.storage);
    const layer = stored.writeLayer('before', 600);
    for (const repository of Object.keys(this.fixture.repositories))
      stored.writeImage(repository.replace(/^bench/, 'copy'), 'before', [
        layer,
      ]);
    await this.target.start();
  }

  /** Runs something and adds the CPU time that the registries used in the meantime, and the requests that they got. */
  async measure(task) {
    const registries = [this.source, this.target];
    registries.forEach(registry => registry.takeRequests());
    const before = this.#registriesCpu();
    const measured = await task();
    return {
      ...measured,
      registriesCpuSeconds: this.#registriesCpu() - before,
      requests: registries.flatMap(registry => registry.takeRequests()),
    };
  }

  /** Throws unless every tag is on the target with the source's digest, and all content with it. */
  verify() {
    const stored = new StoredContent(this.target.storage);
    const tags = stored.tags();
    for (const [tag, digest] of Object.entries(this.fixture.tags)) {
      const name = tag.replace(/^bench/, 'copy');
      if (tags[name] !== digest)
        throw new Error(
          `${name} is ${tags[name]} on the target, not ${digest}`,
        );
    }
    const have = stored.digests().join();
    if (have !== new StoredContent(this.source.storage).digests().join())
      throw new Error('the target has other content than the source');
  }

  async close() {
    await this.source.stop();
    await this.target.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #registriesCpu() {
    return cpuSeconds(this.source.pid) + cpuSeconds(this.target.pid);
  }
}
