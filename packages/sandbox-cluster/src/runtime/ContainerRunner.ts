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

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterContext } from '../controllers/ClusterContext';
import { KubeObject } from '../types';
import { ContainerLog, readLog } from './ContainerLog';
import { ContainerProcess, ProcessEnd } from './ContainerProcess';
import { SandboxImage } from './ImageCatalog';
import { PodVolumes } from './PodVolumes';
import { ProcessGuardian } from './ProcessGuardian';
import { resolveEnvironment } from './resolveEnvironment';
import { expandVariables, PathMapping, rewritePaths } from './rewritePaths';

const MESSAGE_LIMIT = 4096;

/**
 * Starts the processes of one container, run after run.
 * @internal
 */
export class ContainerRunner {
  readonly #options: {
    context: ClusterContext;
    container: any;
    directory: string;
    volumes: PodVolumes;
    guardian: ProcessGuardian;
    apiUrl: string;
  };
  readonly #directory: string;
  readonly #messageFile: string;
  #process: ContainerProcess | undefined;
  #log: ContainerLog | undefined;
  #run = -1;

  constructor(options: {
    context: ClusterContext;
    container: any;
    /** The pod's own folder. */
    directory: string;
    volumes: PodVolumes;
    guardian: ProcessGuardian;
    apiUrl: string;
  }) {
    this.#options = options;
    this.#directory = join(
      options.directory,
      'containers',
      options.container.name,
    );
    this.#messageFile = join(this.#directory, 'termination-log');
  }

  get process(): ContainerProcess | undefined {
    return this.#process;
  }

  /** The log of the run that is going on or was the last; undefined before the first. */
  get log(): ContainerLog | undefined {
    return this.#log;
  }

  /** The log of the run before the last. */
  get previousLogFile(): string {
    return this.#logFile(this.#run - 1);
  }

  /**
   * Starts the process; gives back the container's id.
   *
   * @throws ContainerConfigError
   */
  async start(
    pod: KubeObject,
    image: SandboxImage,
    run: number,
  ): Promise<string> {
    const { container, context, volumes, guardian } = this.#options;
    const root = join(this.#directory, 'root');
    mkdirSync(root, { recursive: true });
    writeFileSync(this.#messageFile, '');
    const mappings: PathMapping[] = [
      ...(await volumes.mappings(container, root)),
      { from: container.terminationMessagePath, to: this.#messageFile },
    ];
    const own = resolveEnvironment(context, pod, container);
    const rewritten = Object.entries(own).map(
      ([name, value]) => [name, rewritePaths(value, mappings)] as const,
    );
    const { fromImage, fromPod } = commandOf(container, image);
    // What the image says are this machine's paths already, even where they look like a pod's.
    const argv = [
      ...fromImage,
      ...fromPod.map(argument =>
        rewritePaths(expandVariables(argument, own), mappings),
      ),
    ];
    this.#run = run;
    this.#log = new ContainerLog(this.#logFile(run));
    const id = randomUUID();
    this.#process = new ContainerProcess({
      id,
      argv,
      env: {
        ...this.#baseEnvironment(pod),
        ...image.env,
        ...Object.fromEntries(rewritten),
      },
      cwd: container.workingDir
        ? existing(rewritePaths(container.workingDir, mappings), root)
        : root,
      log: this.#log,
      guardian,
    });
    return `sandbox://${id}`;
  }

  /** What the container left for its status. */
  terminationMessage(end: ProcessEnd): string {
    if (end.startError) {
      return end.startError;
    }
    const message = existsSync(this.#messageFile)
      ? readFileSync(this.#messageFile).subarray(0, MESSAGE_LIMIT)
      : Buffer.alloc(0);
    const fallsBack =
      message.length === 0 &&
      end.exitCode !== 0 &&
      this.#options.container.terminationMessagePolicy ===
        'FallbackToLogsOnError';
    if (!fallsBack || !this.#log) {
      return message.toString('utf8');
    }
    return readLog(this.#log.file)
      .slice(-80)
      .map(e => e.text + (e.partial ? '' : '\n'))
      .join('')
      .slice(-2048);
  }

  #logFile(run: number): string {
    return join(this.#directory, `${run}.log`);
  }

  #baseEnvironment(pod: KubeObject): Record<string, string> {
    const { hostname, port } = new URL(this.#options.apiUrl);
    return {
      PATH:
        process.env.PATH ??
        '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: process.env.HOME ?? '/',
      HOSTNAME: pod.spec.hostname ?? pod.metadata.name,
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
    };
  }
}

function existing(path: string, otherwise: string): string {
  return existsSync(path) ? path : otherwise;
}

function commandOf(
  container: any,
  image: SandboxImage,
): { fromImage: string[]; fromPod: string[] } {
  const args: string[] = container.args ?? [];
  const command: string[] | undefined = container.command;
  const isOwn =
    !command?.length ||
    JSON.stringify(command) === JSON.stringify(image.entrypoint);
  return isOwn
    ? { fromImage: image.command, fromPod: args }
    : { fromImage: [], fromPod: [...(command ?? []), ...args] };
}
