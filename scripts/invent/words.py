"""Invented names, and the words that people use for what they like, offer and would like."""

# No such surname is known to us: a name here is nobody's.
FIRST = ("Ada Amir Anwen Asha Barnaby Bea Bilal Blessing Caleb Carys Chidi Cora Dafydd Daisy Delroy Dilys Edie Elif Emeka Enid Ewa "
         "Farah Fergus Flora Gethin Gita Gwen Hamza Hana Hettie Idris Ines Iris Ivor Jamal Jonas Joyce Kasia Kemi Kit Leila Lena "
         "Ludo Mabel Maja Marek Mei Mina Nadia Ned Nell Noor Odile Olwen Omar Otis Pearl Petra Priya Rafal Ravi Rhoda Rosa Rufus "
         "Saira Selim Silas Sunita Tariq Tess Tilda Tomos Una Vera Viktor Wanda Wilf Yusuf Zara Zeno").split()
LAST_A = ("Ald Bram Cor Dun Elver Fen Garr Harrow Ing Jass Kel Lark Marl Nether Orr Pell Quill Rime Sallow Thist Under Vell Wick "
          "Yarr").split()
LAST_B = ("acre bottle combe dapple ember feather garth hollin iver kettle lantern mantle nettle oake pocket quern rook sill thwist "
          "umber wend").split()

INTERESTS = ("gardening music football cooking walking reading history crafts cycling faith dogs chess singing repair nature dance "
             "film languages knitting birds").split()
OFFERS = ("lifts cooking childcare tools tuition repairs company gardening sewing computing translation shopping baking "
          "listening").split() + ["dog walking", "form filling", "local history", "knows everyone", "being a carer"]
WANTS = "company lifts gardening repairs childcare computing someone_to_call shopping cooking sewing tuition".split()
WANTS += ["dog walking", "form filling"]


def surname(stream):
    return stream.pick(LAST_A) + stream.pick(LAST_B)


def full_names(stream, count):
    """Different invented names."""
    seen, names = set(), []
    while len(names) < count:
        name = f"{stream.pick(FIRST)} {surname(stream)}"
        if name not in seen:
            seen.add(name)
            names.append(name)
    return names


def several(stream, words, low, high):
    """low..high of the words as spreadsheets have them: with semicolons."""
    return ";".join(stream.some(words, stream.between(low, high)))
