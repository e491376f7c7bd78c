/**
 * Words for the friendly names of people who chose none: short, known to many, easy to say in a
 * tent at night, no insult in any language we know of. 64 of them, so that six bits choose one.
 */
export const nameWords: readonly string[] = [
  ..."Acorn Alpaca Amber Badger Banjo Beaver Bison Breeze Cactus Cedar Clover Comet".split(" "),
  ..."Coral Cricket Daisy Dolphin Ember Falcon Fern Ferret Finch Firefly Gecko Ginger".split(" "),
  ..."Hazel Heron Iris Ivy Jasmine Juniper Kestrel Kiwi Koala Lark Lemur Lilac".split(" "),
  ..."Lotus Lynx Magpie Mango Maple Marten Melon Moth Nutmeg Olive Orchid Otter".split(" "),
  ..."Panda Papaya Pebble Plum Poppy Puffin Quail Raven Robin Saffron Sparrow Tulip".split(" "),
  ..."Walnut Willow Wombat Zebra".split(" "),
];
