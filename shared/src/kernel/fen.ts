import { z } from 'zod';
import { MAX_FEN } from './money';

/** An amount of money on the wire: an integer number of fen. */
export const Fen = z.int().min(0).max(MAX_FEN);
