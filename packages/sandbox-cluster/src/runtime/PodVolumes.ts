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

import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClusterContext } from '../controllers/ClusterContext';
import { KubeObject } from '../types';
import { bindReadOnly, unmount } from './mounts';
import { MountError } from './MountError';
import { readField } from './resolveEnvironment';
import { requireVolumeMode } from './requireVolumeMode';
import { PathMapping } from './rewritePaths';

/**
 * The volumes of one pod as folders on this machine.
 * @internal
 */
export class PodVolumes {
  readonly #context: ClusterContext;
  readonly #pod: KubeObject;
  readonly #directory: string;
  readonly #paths = new Map<string, { path: string; readOnly: boolean }>();
  readonly #mounted: string[] = [];

  constructor(options: {
    context: ClusterContext;
    pod: KubeObject;
    directory: string;
  }) {
    this.#context = options.context;
    this.#pod = options.pod;
    this.#directory = options.directory;
  }

  /** @throws MountError when a volume's source is missing */
  async prepare(): Promise<void> {
    const { containers, initContainers = [], volumes = [] } = this.#pod.spec;
    const used = new Set<string>(
      [...initContainers, ...containers]
        .flatMap(c => [...(c.volumeMounts ?? []), ...(c.volumeDevices ?? [])])
        .map((mount: any) => mount.name),
    );
    for (const volume of volumes) {
      // As kubelet: a volume that no container mounts may be missing.
      if (used.has(volume.name) && !this.#paths.has(volume.name)) {
        requireVolumeMode({
          pod: this.#pod,
          volume,
          claim: this.#claim(volume.persistentVolumeClaim?.claimName ?? ''),
        });
        this.#paths.set(volume.name, await this.#prepareVolume(volume));
      }
    }
  }

  /** The paths of a container's mounts; also laid out under `root` for relative paths and for a look. */
  async mappings(container: any, root: string): Promise<PathMapping[]> {
    const result: PathMapping[] = [];
    for (const mount of container.volumeMounts ?? []) {
      const volume = this.#paths.get(mount.name);
      if (!volume) continue;
      let to = mount.subPath ? join(volume.path, mount.subPath) : volume.path;
      if (mount.subPath && !(await isFile(to))) {
        await mkdir(to, { recursive: true });
      }
      if (mount.readOnly || volume.readOnly) {
        to = await this.#readOnly(to, `${container.name}-${mount.name}`);
      }
      result.push({ from: mount.mountPath, to });
      const link = join(root, mount.mountPath);
      await mkdir(dirname(link), { recursive: true });
      await symlink(to, link).catch(() => undefined);
    }
    for (const device of container.volumeDevices ?? []) {
      const to = this.#paths.get(device.name)?.path;
      if (to) result.push({ from: device.devicePath, to });
    }
    return result;
  }

  async release(): Promise<void> {
    for (const path of this.#mounted.splice(0).reverse()) {
      await unmount(path);
    }
  }

  async #readOnly(path: string, name: string): Promise<string> {
    const at = join(this.#directory, 'readonly', name);
    if (this.#mounted.includes(at)) {
      return at;
    }
    await mkdir(at, { recursive: true });
    if (!(await isFile(path)) && (await bindReadOnly(path, at))) {
      this.#mounted.push(at);
      return at;
    }
    return path;
  }

  async #prepareVolume(
    volume: any,
  ): Promise<{ path: string; readOnly: boolean }> {
    if (volume.persistentVolumeClaim) {
      const { claimName, readOnly } = volume.persistentVolumeClaim;
      return { path: this.#claimPath(claimName), readOnly: Boolean(readOnly) };
    }
    const path = join(this.#directory, 'volumes', volume.name);
    await mkdir(path, { recursive: true, mode: 0o777 });
    if (volume.emptyDir || volume.ephemeral) {
      return { path, readOnly: false };
    }
    const sources: any[] = volume.projected?.sources ?? [
      volume.secret || volume.configMap || volume.downwardAPI
        ? volume
        : undefined,
    ];
    for (const source of sources) {
      await this.#writeSource(volume, source, path);
    }
    return { path, readOnly: false };
  }

  #claim(name: string): KubeObject | undefined {
    const { store, registry } = this.#context;
    return store.get(
      registry.get('persistentvolumeclaims'),
      this.#pod.metadata.namespace,
      name,
    );
  }

  #claimPath(claimName: string): string {
    const { store, registry } = this.#context;
    const claim = this.#claim(claimName);
    const volume =
      claim?.status?.phase === 'Bound' &&
      store.get(
        registry.get('persistentvolumes'),
        undefined,
        claim.spec.volumeName,
      );
    const path = volume && (volume.spec.hostPath ?? volume.spec.local)?.path;
    if (!path) {
      throw new MountError(
        `persistentvolumeclaim "${claimName}" has no volume that the sandbox can mount`,
      );
    }
    if (!path.startsWith(`${this.#context.directory}/`)) {
      throw new MountError(
        `MountVolume.SetUp failed for volume "${volume.metadata.name}" : ${path} is outside of the sandbox`,
      );
    }
    return path;
  }

  async #writeSource(volume: any, source: any, path: string): Promise<void> {
    const mode =
      (
        volume.secret ??
        volume.configMap ??
        volume.downwardAPI ??
        volume.projected
      )?.defaultMode ?? 0o644;
    if (source?.downwardAPI) {
      for (const item of source.downwardAPI.items ?? []) {
        const text = item.fieldRef
          ? readField(this.#pod, item.fieldRef.fieldPath)
          : '0';
        await writeTo(path, item.path, Buffer.from(text), item.mode ?? mode);
      }
      return;
    }
    const plural = source?.secret ? 'secrets' : 'configmaps';
    const reference = source?.secret ?? source?.configMap;
    if (!reference) {
      throw new MountError(
        `MountVolume.SetUp failed for volume "${volume.name}" : the sandbox does not know this kind of volume`,
      );
    }
    const name = reference.secretName ?? reference.name;
    const { store, registry } = this.#context;
    const object = store.get(
      registry.get(plural),
      this.#pod.metadata.namespace,
      name,
    );
    if (!object) {
      if (reference.optional) return;
      throw new MountError(
        `MountVolume.SetUp failed for volume "${volume.name}" : ${plural.slice(
          0,
          -1,
        )} "${name}" not found`,
      );
    }
    const files = dataOf(object);
    const items: any[] =
      reference.items ?? [...files.keys()].map(key => ({ key, path: key }));
    for (const item of items) {
      const content = files.get(item.key);
      if (content === undefined) {
        if (reference.optional) continue;
        throw new MountError(
          `MountVolume.SetUp failed for volume "${
            volume.name
          }" : references non-existent ${plural.slice(0, -1)} key: ${item.key}`,
        );
      }
      await writeTo(path, item.path, content, item.mode ?? mode);
    }
  }
}

function dataOf(object: KubeObject): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const encoding = object.kind === 'Secret' ? 'base64' : 'utf8';
  for (const [key, value] of Object.entries<string>(object.data ?? {})) {
    files.set(key, Buffer.from(value, encoding));
  }
  for (const [key, value] of Object.entries<string>(object.binaryData ?? {})) {
    files.set(key, Buffer.from(value, 'base64'));
  }
  return files;
}

async function writeTo(
  directory: string,
  name: string,
  content: Buffer,
  mode: number,
): Promise<void> {
  const file = join(directory, name);
  if (!file.startsWith(`${directory}/`)) {
    throw new MountError(`invalid path in volume: ${name}`);
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content, { mode });
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    s => s.isFile(),
    () => false,
  );
}
