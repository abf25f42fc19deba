"""Common Swedish names, enough for a world of invented people: any first name goes with any family name."""

WOMEN = """
    Anna Eva Maria Karin Kristina Lena Sara Emma Malin Jenny Linda Elin Ida Johanna Sofia Amanda Hanna Julia Alice
    Maja Ella Wilma Astrid Vera Signe Agnes Ebba Alva Saga Freja Ingrid Birgitta Margareta Elisabeth Marianne Annika
    Åsa Helena Susanne Monica Camilla Ulla Gunilla Inger Barbro Fatima Zahra Amina Leila Mona Yasmin Nour Elif
    Agnieszka Katarzyna Olena Mirjam Selma Tuva Stina Lovisa Klara Märta Edith Greta Iris Tilda Nora Olivia Linnea
    Moa Felicia
""".split()  # noqa: SIM905
MEN = """
    Lars Anders Johan Per Karl Erik Mikael Peter Thomas Jan Fredrik Daniel Andreas Mattias Magnus Henrik Stefan
    Niklas Marcus Jonas Martin Oskar Emil Viktor Alexander Filip Simon Anton Elias Lucas Liam Noah William Hugo
    Oliver Adam Axel August Ludvig Melker Otto Arvid Gustav Nils Olof Bengt Bo Sven Göran Leif Ulf Kjell Rolf
    Mohammed Ali Ahmad Hassan Omar Yusuf Mehmet Piotr Tomasz Andrij Samuel Isak Elliot Leo Vincent Theo Albin Melvin
    Sixten Ivar Ebbe
""".split()  # noqa: SIM905
FAMILIES = """
    Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson
    Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist Lindgren Berg
    Axelsson Bergström Lundberg Lind Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg
    Sjöberg Wallin Engström Eklund Danielsson Lundin Håkansson Björk Bergman Gunnarsson Holm Wikström Samuelsson
    Isaksson Fransson Bergqvist Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson Nordström
    Mårtensson Hassan Ahmed Ali Mohamed Kaya Nguyen Kowalski Novak Petrov Haddad Khalil Rahimi Hedlund Viklund Ström
    Öberg Åberg Dahl Sundberg Ek Falk
""".split()  # noqa: SIM905
STREETS = """
    Storgatan Kungsgatan Drottninggatan Skolgatan Kyrkogatan Järnvägsgatan Nygatan Parkvägen Björkvägen Ängsvägen
    Skogsvägen Tallvägen Granvägen Lindvägen Rönnvägen Bergsgatan Åsvägen Sjövägen Hamngatan Södergatan Norrgatan
    Västergatan Östergatan Trädgårdsgatan Fabriksgatan Smedjegatan Kvarngatan Källvägen Strandvägen Solvägen
""".split()  # noqa: SIM905
TRADES = """
    Verkstad Bygg Handel Åkeri Konsult Städ Data Livs Mekaniska Snickeri Elteknik Restaurang Vård Förskola Bageri
    Plåt Rör Trädgård Tryckeri Fastighet
""".split()  # noqa: SIM905
