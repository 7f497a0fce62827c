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

import type { StorageClass } from '@direct-migration/backstage-plugin-direct-migration-common';

/** Disks: one node mounts a file system on them. What is not listed is not known, and not refused. */
const DISKS = new Set([
  'kubernetes.io/aws-ebs',
  'kubernetes.io/azure-disk',
  'kubernetes.io/cinder',
  'kubernetes.io/gce-pd',
  'kubernetes.io/vsphere-volume',
  'ebs.csi.aws.com',
  'disk.csi.azure.com',
  'pd.csi.storage.gke.io',
  'cinder.csi.openstack.org',
  'rancher.io/local-path',
  'topolvm.io',
  'topolvm.cybozu.com',
  'local.csi.openebs.io',
  'dobs.csi.digitalocean.com',
  'csi.hetzner.cloud',
  'vpc.block.csi.ibm.io',
  'linodebs.csi.linode.com',
]);
/** Ceph's block devices: the part before differs from cluster to cluster. */
const RBD = /(^|\.)rbd\.csi\.ceph\.com$/;

/**
 * The access modes of a claim that volumes of a class are known not to have. Raw block volumes may be shared where file
 * systems may not.
 *
 * @internal
 */
export function unsupportedModes(
  storageClass: Pick<StorageClass, 'provisioner'>,
  claim: { accessModes: string[]; volumeMode: string },
): string[] {
  const { provisioner } = storageClass;
  if (!DISKS.has(provisioner) && !RBD.test(provisioner)) {
    return [];
  }
  return claim.volumeMode === 'Block'
    ? []
    : claim.accessModes.filter(mode => mode === 'ReadWriteMany');
}
