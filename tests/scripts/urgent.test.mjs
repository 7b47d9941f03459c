import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { hintbookUrgent: urgent } = load("search/analyzer", "search/urgent");

const list = {
  words: ["死にたい", "しにたい", "リスカ", "DV", "虐待", "ぎゃくたい", "オーバードーズ", "ー"],
  harmless: ["必死", "しにたいして"],
};

test("a word calls the notice in any spelling, alone and in a sentence", () => {
  for (const typed of [
    "死にたい", "本人が死にたいと言う", "死 に た い", "死にたーい", "しにたぃ",
    "しにたい", "シニタイ", "ｼﾆﾀｲ", "リスカ", "ﾘｽｶ", "りすか", "リスカした", "娘のリスカ",
    "ＤＶ", "dv", "DVを受けた", "虐待", "ぎゃくたい", "ｷﾞｬｸﾀｲ", "き゛ゃくたい", "ギャクタイ", "オーバードース゛", "おーばーどーず",
  ]) assert.equal(urgent.isUrgent(typed, list), true, typed);
});

test("it is not called by what only looks alike", () => {
  for (const typed of [
    "", "手紙", "必死にたいせつなこと", "はなしにたいして", "DVD", "ＤＶＤ", "ADV", "クリスカル", "アリスカ", "ー", "  ",
  ]) assert.equal(urgent.isUrgent(typed, list), false, typed);
});
