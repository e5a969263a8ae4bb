import type { KeptTouch, Way } from '@linzhang/shared/attribution/models.rules';
import {
  CHANNEL_SOURCES,
  type ChannelSource,
  PLACEMENTS,
  type Placement,
} from '@linzhang/shared/channels/channels.rules';
import { Schema, Types } from 'mongoose';

/** By which way a touch came, as it is stored; what it does not have is absent. */
export interface StoredWay {
  channelId?: Types.ObjectId;
  groupId?: Types.ObjectId;
  eventId?: Types.ObjectId;
  offerId?: Types.ObjectId;
  source: ChannelSource;
  placement?: Placement;
}

/** A touch as a conversion keeps it. */
export interface StoredTouch extends StoredWay {
  touchId: Types.ObjectId;
  employeeId: Types.ObjectId;
  at: Date;
}

const id = Schema.Types.ObjectId;
const way = {
  channelId: id,
  groupId: id,
  eventId: id,
  offerId: id,
  source: { type: String, enum: CHANNEL_SOURCES, required: true },
  placement: { type: String, enum: PLACEMENTS },
} as const;

export const waySchema = new Schema<StoredWay>(way, { _id: false });
export const touchSchema = new Schema<StoredTouch>(
  {
    touchId: { type: id, required: true },
    employeeId: { type: id, required: true },
    ...way,
    at: { type: Date, required: true },
  },
  { _id: false },
);

/** A way as it is stored. */
export function storeWay({ channelId, groupId, eventId, offerId, source, placement }: Way): StoredWay {
  return {
    ...(channelId === null ? {} : { channelId: new Types.ObjectId(channelId) }),
    ...(groupId === null ? {} : { groupId: new Types.ObjectId(groupId) }),
    ...(eventId === null ? {} : { eventId: new Types.ObjectId(eventId) }),
    ...(offerId === null ? {} : { offerId: new Types.ObjectId(offerId) }),
    source,
    ...(placement === null ? {} : { placement }),
  };
}

/** A touch as it is stored. */
export function storeTouch(touch: KeptTouch): StoredTouch {
  return {
    touchId: new Types.ObjectId(touch.touchId),
    employeeId: new Types.ObjectId(touch.employeeId),
    ...storeWay(touch),
    at: touch.at,
  };
}

/** A stored way as the rules read it. */
export function readWay(stored: StoredWay): Way {
  return {
    channelId: stored.channelId?.toHexString() ?? null,
    groupId: stored.groupId?.toHexString() ?? null,
    eventId: stored.eventId?.toHexString() ?? null,
    offerId: stored.offerId?.toHexString() ?? null,
    source: stored.source,
    placement: stored.placement ?? null,
  };
}

/** A stored touch as the rules read it. */
export function readTouch(stored: StoredTouch): KeptTouch {
  return {
    touchId: stored.touchId.toHexString(),
    employeeId: stored.employeeId.toHexString(),
    ...readWay(stored),
    at: stored.at,
  };
}
